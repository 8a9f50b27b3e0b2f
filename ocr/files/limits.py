"""What a foreign file may ask for, and the sentences of those that ask for more.

Bytes, pages and pixels are bounded before anything is decoded: dimensions come from the headers.
"""

from prescription.language import Fault

MAX_BYTES = 100 * 2**20
MAX_PAGES = 100
MAX_PIXELS = 64_000_000
"""Of one page: A4 at 600 dpi has 35 million, a large phone photograph 50 million."""
MIN_SIDE = 16


def check_bytes(untrusted_data: bytes) -> None:
    """Raises Fault when the file is empty or too large."""
    if not untrusted_data:
        raise Fault(fr="Le fichier est vide.", en="The file is empty.")
    if len(untrusted_data) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        raise Fault(
            fr=f"Le fichier dépasse {limit} Mo : enregistrez-le en plus petit ou divisez-le.",
            en=f"The file is larger than {limit} MB: save it smaller or split it.",
        )


def check_size(width: int, height: int) -> None:
    """Raises Fault when a page of so many pixels is too large or too small."""
    if width * height > MAX_PIXELS:
        raise too_many_pixels(width, height)
    if min(width, height) < MIN_SIDE:
        raise Fault(
            fr=f"L'image est trop petite pour être lue ({width} × {height} pixels).",
            en=f"The image is too small to be read ({width} × {height} pixels).",
        )


def too_many_pixels(width: int = 0, height: int = 0) -> Fault:
    """The sentence, with the size where it is known."""
    size = f" ({width} × {height})" if width else ""
    limit = MAX_PIXELS // 1_000_000
    return Fault(
        fr=f"L'image a trop de pixels{size}, la limite est de {limit} millions : "
        "numérisez à 300 points par pouce.",
        en=f"The image has too many pixels{size}, the limit is {limit} million: "
        "scan at 300 dots per inch.",
    )


def too_many_pages() -> Fault:
    """The sentence for a file with more than MAX_PAGES pages."""
    return Fault(
        fr=f"Le fichier a plus de {MAX_PAGES} pages : divisez-le.",
        en=f"The file has more than {MAX_PAGES} pages: split it.",
    )


def damaged() -> Fault:
    """The sentence for a file that begins well and cannot be decoded."""
    return Fault(
        fr="Le fichier est incomplet ou abîmé : numérisez ou enregistrez la page à nouveau.",
        en="The file is incomplete or damaged: scan or save the page again.",
    )
