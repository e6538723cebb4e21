"""Imbang: are the people who help where the people in need are?"""
