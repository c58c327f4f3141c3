"""A kernel that is forked works in the folder of its notebook."""

import asyncio

from wps_eval.run import forked_kernel
from wps_eval.run.forked_kernel import ForkedKernel


class Waiting:
    pid = 1

    def begin(self, arguments, env, cwd):
        self.begun = (arguments, env, cwd)


def test_it_works_where_its_worker_stands_when_it_is_woken(tmp_path, monkeypatch):
    kernel = Waiting()
    monkeypatch.setattr(forked_kernel, "waiting", [kernel])
    monkeypatch.chdir(tmp_path)  # as papermill does, long after the fork
    provisioner = ForkedKernel()
    asyncio.run(
        provisioner.launch_kernel(["python", "-m", "ipykernel_launcher", "-f", "x"], env={})
    )
    assert kernel.begun == (["-f", "x"], {}, str(tmp_path))
