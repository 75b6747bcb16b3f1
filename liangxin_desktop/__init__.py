"""两新支部工作台: one Party branch's record, its duties and its signed returns, on one desk, offline."""

__version__ = "0.1.0"
