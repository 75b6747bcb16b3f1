"""An invented branch with its record, made from nothing but a date: for trying out, tests, pictures and benchmarks."""

from liangxin_desktop.services.sample.pictures import sample_attachments
from liangxin_desktop.services.sample.record import sample_record

__all__ = ["sample_attachments", "sample_record"]
