"""How the queue is doing is seen where operators look, and no lack of workers stops the API."""

from fettle.queue import watching


async def test_health_and_metrics_without_a_worker(http):
    """The API is ready without a worker; its metrics say that there is none."""
    assert (await http.get("/health/ready")).status_code == 200
    text = (await http.get("/metrics")).text
    assert "fettle_workers 0.0" in text
    for name in ('fettle_jobs{state="ready"}', 'fettle_jobs{state="failed"}', "fettle_job_oldest_seconds"):
        assert name in text
    assert "fettle_follower_lag{follower=" in text


async def test_the_figures_are_those_of_the_queue(house):
    """Waiting, scheduled and failed jobs, how old the oldest is, workers, and how far followers lag behind."""
    tenant = await house.tenant()
    for _ in range(3):
        await house.enqueue(tenant, "probe.nobody")
    house.peek("UPDATE queue.procrastinate_jobs SET ready_at = now() - interval '1 hour' WHERE id = 1")
    house.peek("UPDATE queue.procrastinate_jobs SET scheduled_at = now() + interval '1 hour' WHERE id = 2")
    house.peek("INSERT INTO queue.followers (name) VALUES ('slow')")
    async with house.worker([]):
        await house.until(lambda: house.peek("SELECT id FROM queue.procrastinate_workers"))
        found = {(figure.measure, figure.label): figure.value for figure in await watching.look(house.door)}
    assert found["jobs", "ready"] == 2
    assert found["jobs", "scheduled"] == 1
    assert found["jobs", "failed"] == found["jobs", "running"] == 0
    assert 3500 < found["oldest", ""] < 3700
    assert found["workers", ""] == 1
    assert found["lag", "slow"] >= 1
