"""The made-up prescription enters no register, whichever way it is confirmed."""

import pytest

from ordonnancier.confirmation import confirm
from ordonnancier.sample import sample_name
from prescription.language import Fault, Language, speak
from prescription.record import Document, Draft, Source


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sample_taken_in_under_either_name_is_refused(language: Language) -> None:
    speak(language)
    name = sample_name()
    speak("fr")
    document = Document(Source(name, "0" * 64, 1), (Draft(),))
    with pytest.raises(Fault, match="inventée"):
        list(confirm(document, confirmed_by=None, reviewed_by="Anne Martin"))
    other = Document(Source("ordonnance.png", "0" * 64, 1), (Draft(),))
    assert len(list(confirm(other, confirmed_by=None, reviewed_by="Anne Martin"))) == 1
    speak(None)
