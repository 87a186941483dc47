"""What a paper is: kinds that services declare, and sheets, which say what stands on one."""
