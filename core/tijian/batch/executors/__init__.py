"""Who judges partitions: this process, a pool of processes on this machine, or a Dask cluster. All of them call the same function."""
