"""A copy of all that is kept of a person, for that person alone (个人信息保护法 第四十五条)."""
