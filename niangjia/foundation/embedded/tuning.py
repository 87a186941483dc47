"""The server's own settings: for one small machine, and without personal data in its log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from niangjia.foundation.embedded.places import Places

MB = 1024 * 1024
GB = 1024 * MB
SUPERUSER_RESERVE = 3
SPARE = 5  # connections for a backup, the doctor, a shell

# Failed statements carry what people typed, in message, detail and statement: the program that sent them
# gets all of it, the log gets none.
SILENT = {
    "log_destination": "stderr",
    "logging_collector": "off",
    "log_min_messages": "log",  # ranks above "error": starts, recoveries, refused sign-ins, crashes
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] ",
    "log_startup_progress_interval": "5s",
}
STEADY = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "Asia/Shanghai",
    "log_timezone": "Asia/Shanghai",
    "autovacuum": "on",
    "jit": "off",
    # After a checkpoint every page goes whole into the log with its first change. With one for every gigabyte
    # of a large list that comes in they were most of the log; so they come by the clock (see `max_wal_size`).
    "checkpoint_timeout": "15min",
    "wal_buffers": "64MB",
    "wal_init_zero": "off",  # else every byte of the log is written twice as long as it grows
    "maintenance_work_mem": "128MB",
    "work_mem": "16MB",
    "random_page_cost": "1.1",
    "max_logical_replication_workers": "0",
    "client_connection_check_interval": "5s",  # a killed client's statement and locks do not outlive it
}


def tuning(
    where: Places, socket: Path, max_connections: int, extra: Mapping[str, str] | None = None
) -> dict[str, str]:
    """All settings of the server, by PostgreSQL's names; `extra` wins."""
    memory, free = psutil.virtual_memory().total, psutil.disk_usage(str(where.area)).free
    return {
        **SILENT,
        **STEADY,
        "cluster_name": where.tag,
        "update_process_title": "on",
        "hba_file": str(where.access),
        "unix_socket_directories": str(socket),
        "port": "5432",
        "superuser_reserved_connections": str(SUPERUSER_RESERVE),
        "max_connections": str(max_connections + SUPERUSER_RESERVE + SPARE),
        "shared_buffers": f"{min(1024, memory // MB // 8)}MB",
        "effective_cache_size": f"{memory // MB // 2}MB",
        "max_wal_size": f"{max(1, min(8, free // GB // 8))}GB",
        **(extra or {}),
    }
