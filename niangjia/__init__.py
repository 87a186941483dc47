"""Niangjia (娘家): a digital trade-union platform."""

__version__ = "0.1.0"
