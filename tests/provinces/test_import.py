"""The room works on its own, without spaCy."""

import subprocess
import sys


def test_spacy_is_not_imported():
    code = "import sys; from khkt_nlp.provinces import find; find('Hà Nội'); print('spacy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
