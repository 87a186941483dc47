"""Letters of a union to an employer (一函两书): 提示函, 意见书, and 建议书 to the authority."""
