"""Numbers of other systems (12345, 信访), and urgent reports to the bodies that the rules name (紧急报告)."""
