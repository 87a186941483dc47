"""What a person has agreed to, purpose by purpose, and taken back as easily (个人信息保护法 13–15, 29)."""
