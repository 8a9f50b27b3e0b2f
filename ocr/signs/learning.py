"""Learns the weights of the small network of `ocr.signs.shapes` from windows and their classes."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ocr.signs.shapes import FRAME_HEIGHT, FRAME_WIDTH, SIGNS, forward, softmax

FEATURES, HIDDEN = 24, 128


def train(
    frames: NDArray[np.uint8], classes: NDArray[np.int64], chance: Generator, rounds: int = 20
) -> dict[str, NDArray[np.float32]]:
    """The weights of `ocr.signs.shapes.forward`, by Adam (Kingma and Ba 2015)."""
    weights = _begin(chance)
    mean = {k: np.zeros_like(v) for k, v in weights.items()}
    square = {k: np.zeros_like(v) for k, v in weights.items()}
    step = 0
    for number in range(rounds):
        rate = 2e-3 * (1 - number / rounds) + 2e-5
        for batch in np.array_split(chance.permutation(len(frames)), max(len(frames) // 256, 1)):
            step += 1
            x = shift(frames[batch], chance).astype(np.float32) * np.float32(1 / 255)
            for name, slope in _slopes(weights, x, classes[batch]).items():
                mean[name] = 0.9 * mean[name] + 0.1 * slope
                square[name] = 0.999 * square[name] + 0.001 * slope**2
                unbiased = mean[name] / (1 - 0.9**step)
                spread = np.sqrt(square[name] / (1 - 0.999**step)) + 1e-8
                decay = 1e-2 * weights[name]
                weights[name] = (weights[name] - rate * (unbiased / spread + decay)).astype(
                    np.float32
                )
    return weights


def _begin(chance: Generator) -> dict[str, NDArray[np.float32]]:
    pooled = ((FRAME_HEIGHT - 5) // 2 + 1) // 2 * (((FRAME_WIDTH - 5) // 2 + 1) // 2) * FEATURES
    shapes = {"w0": (25, FEATURES), "w1": (pooled, HIDDEN), "w2": (HIDDEN, len(SIGNS) + 1)}
    weights: dict[str, NDArray[np.float32]] = {}
    for name, shape in shapes.items():
        weights[name] = chance.normal(0, np.sqrt(2 / shape[0]), shape).astype(np.float32)
        weights["b" + name[1]] = np.zeros(shape[1], np.float32)
    return weights


def shift(frames: NDArray[np.uint8], chance: Generator) -> NDArray[np.uint8]:
    """The same frames, moved by up to three pixels: baselines are never measured exactly."""
    down, right = chance.integers(-3, 4), chance.integers(-2, 3)
    return np.roll(frames, (int(down), int(right)), axis=(1, 2))


def _slopes(
    weights: dict[str, NDArray[np.float32]], x: NDArray[np.float32], classes: NDArray[np.int64]
) -> dict[str, NDArray[np.float32]]:
    """The slope of the mean cross entropy for each weight."""
    patches, features, pooled, hidden, scores = forward(weights, x)
    chances = softmax(scores)
    chances[np.arange(len(x)), classes] -= 1
    chances = (chances / len(x)).astype(np.float32)
    flat = pooled.reshape(len(x), -1)
    at_hidden = (chances @ weights["w2"].T) * (hidden > 0)
    at_pooled = (at_hidden @ weights["w1"].T).reshape(pooled.shape)
    largest = np.repeat(np.repeat(pooled, 2, axis=1), 2, axis=2)
    spread = np.repeat(np.repeat(at_pooled, 2, axis=1), 2, axis=2)
    at_features = np.where((features == largest) & (features > 0), spread, 0)
    by_feature = at_features.reshape(-1, at_features.shape[-1])
    return {
        "w0": patches.reshape(-1, 25).T @ by_feature,
        "b0": by_feature.sum(0),
        "w1": flat.T @ at_hidden,
        "b1": at_hidden.sum(0),
        "w2": hidden.T @ chances,
        "b2": chances.sum(0),
    }
