"""Notes as files: safe names, whole files or none, and the forms that need no Qt."""

from reader.app.export.merge import merge_documents
from reader.app.export.outputs import plan_outputs, safe_name, sweep, write_file
from reader.app.export.plain import export_text
from reader.app.export.single_file import export_html
from reader.app.export.with_sources import export_markdown

__all__ = [
    "export_html",
    "export_markdown",
    "export_text",
    "merge_documents",
    "plan_outputs",
    "safe_name",
    "sweep",
    "write_file",
]
