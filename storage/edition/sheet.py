"""The recovery sheet on paper: the code in groups, and as a QR code."""

from io import BytesIO
from pathlib import Path

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from storage.edition.paper import BOLD, PLAIN, load_fonts, printable
from storage.files import refuse_taken, write_replacing
from storage.journal import Action, note
from storage.register import Register
from storage.users import recovery_sheet

_MARGIN = 25 * mm
_QR = 60 * mm
_GROUPS_A_LINE = 4
_TEXT = (
    "Ce code ouvre le registre quand la phrase de passe ou le fichier de clés est perdu.",
    "Il est la clé elle-même : qui le lit peut lire toutes les ordonnances.",
    "Gardez ce papier sous clé, hors de la pharmacie si possible. N'en gardez aucun fichier.",
    "Pour s'en servir : « Phrase de passe perdue… », sous le champ qui la demande.",
    "",
    "This code opens the register when the passphrase or the key file is lost.",
    "It is the key itself: whoever reads it can read every prescription.",
    "Lock this paper away. Keep no file of it.",
    'To use it: "Passphrase lost…", below the field that asks for it.',
)


def write_recovery_sheet(register: Register, path: Path) -> None:
    """Print the recovery sheet to a new PDF, owner-only; only an administrator may. Raises Fault.

    The file is the key in clear: it is there to be printed and deleted.
    """
    code = recovery_sheet(register)
    refuse_taken(path)
    sheet = _drawn(register, code)
    with write_replacing(path) as stream:
        stream.write(sheet)


def draw_recovery_sheet(register: Register) -> bytes:
    """The recovery sheet as a PDF for a printer; only an administrator may. Raises Fault."""
    return _drawn(register, recovery_sheet(register))


def _drawn(register: Register, code: str) -> bytes:
    """The sheet as a PDF, its making noted in the journal."""
    load_fonts()
    stamp = register.stamp()
    with register.vault.writing():
        note(register.vault, Action.RECOVERY_SHEET, stamp)
    sheet = BytesIO()
    canvas = Canvas(sheet, pagesize=A4)
    canvas.setTitle("Fiche de secours")
    top = A4[1] - _MARGIN
    canvas.setFont(BOLD, 18)
    canvas.drawString(_MARGIN, top, "Fiche de secours du registre")
    canvas.setFont(PLAIN, 10)
    name = f"{register.path.name}, {stamp.at.astimezone():%d/%m/%Y}"
    canvas.drawString(_MARGIN, top - 9 * mm, printable(name))
    for index, text in enumerate(_TEXT):
        canvas.drawString(_MARGIN, top - 22 * mm - index * 6 * mm, text)
    canvas.setFont(BOLD, 16)
    groups = code.split("-")
    for start in range(0, len(groups), _GROUPS_A_LINE):
        line = " - ".join(groups[start : start + _GROUPS_A_LINE])
        down = 92 * mm + start // _GROUPS_A_LINE * 10 * mm
        canvas.drawString(_MARGIN, top - down, line)
    renderPDF.draw(_qr_code(code), canvas, _MARGIN, top - 200 * mm)
    canvas.showPage()
    canvas.save()
    return sheet.getvalue()


def _qr_code(text: str) -> Drawing:
    widget = QrCodeWidget(text, barLevel="M")
    left, bottom, right, top = widget.getBounds()
    drawing = Drawing(_QR, _QR, transform=[_QR / (right - left), 0, 0, _QR / (top - bottom), 0, 0])
    drawing.add(widget)
    return drawing
