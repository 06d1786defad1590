"""Add the queue: jobs stamped with their tenant, who runs them, and how far each follower of the feed has come.

The jobs and workers tables, `procrastinate_*` functions and the enum are those of Procrastinate 3.10 as far as its
worker uses them; columns below the comment, and everything without that prefix, are ours.

Revision ID: 0008
Revises: 0007
"""

from alembic import op

from fettle.db.fences import fence

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = """
CREATE SCHEMA queue;

CREATE TYPE queue.procrastinate_job_status AS ENUM (
    'todo', 'doing', 'succeeded', 'failed', 'cancelled', 'aborting', 'aborted'
);
CREATE TABLE queue.procrastinate_workers (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    last_heartbeat timestamp with time zone NOT NULL DEFAULT now()
);
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON queue.procrastinate_workers (last_heartbeat);

CREATE TABLE queue.procrastinate_jobs (
    id bigserial PRIMARY KEY,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    lock text,
    queueing_lock text,
    args jsonb DEFAULT '{}' NOT NULL,
    status queue.procrastinate_job_status DEFAULT 'todo'::queue.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone NULL,
    attempts integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint REFERENCES queue.procrastinate_workers (id) ON DELETE SET NULL,
    -- Ours.
    tenant_id uuid NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    urgency integer DEFAULT 0 NOT NULL,
    blocked boolean DEFAULT false NOT NULL,
    runs integer DEFAULT 0 NOT NULL,
    failure text,
    enqueued_at timestamp with time zone DEFAULT now() NOT NULL,
    ready_at timestamp with time zone,
    started_at timestamp with time zone,
    ended_at timestamp with time zone
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

-- A word that waits is not enqueued again.
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON queue.procrastinate_jobs (queueing_lock)
    WHERE status = 'todo';
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON queue.procrastinate_jobs (lock) WHERE status = 'doing';
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON queue.procrastinate_jobs (worker_id)
    WHERE worker_id IS NOT NULL AND status = 'doing';
CREATE INDEX ix_jobs_ready ON queue.procrastinate_jobs (priority DESC, id)
    WHERE status = 'todo' AND scheduled_at IS NULL AND NOT blocked;
CREATE INDEX ix_jobs_ready_of_tenant ON queue.procrastinate_jobs (tenant_id, priority DESC, id)
    WHERE status = 'todo' AND scheduled_at IS NULL AND NOT blocked;
CREATE INDEX ix_jobs_doing ON queue.procrastinate_jobs (id) WHERE status = 'doing';
CREATE INDEX ix_jobs_scheduled ON queue.procrastinate_jobs (scheduled_at)
    WHERE status = 'todo' AND scheduled_at IS NOT NULL;
CREATE INDEX ix_jobs_under_way ON queue.procrastinate_jobs (tenant_id, urgency)
    WHERE status IN ('todo', 'doing') AND scheduled_at IS NULL AND NOT blocked;
CREATE INDEX ix_jobs_lock ON queue.procrastinate_jobs (lock, id)
    WHERE status IN ('todo', 'doing') AND scheduled_at IS NULL AND lock IS NOT NULL;
CREATE INDEX ix_jobs_blocked ON queue.procrastinate_jobs (lock, id) WHERE status = 'todo' AND blocked;
CREATE INDEX ix_jobs_failed ON queue.procrastinate_jobs (ended_at) WHERE status = 'failed';
CREATE UNIQUE INDEX uq_jobs_uid ON queue.procrastinate_jobs (tenant_id, uid);
CREATE INDEX ix_jobs_of_tenant ON queue.procrastinate_jobs (tenant_id, status, enqueued_at, uid);

CREATE TABLE queue.sweeps (
    name text PRIMARY KEY,
    swept_at timestamp with time zone NOT NULL DEFAULT '-infinity'
);
CREATE TABLE queue.followers (
    name text PRIMARY KEY,
    registered_at timestamp with time zone NOT NULL DEFAULT now()
);

CREATE TABLE feed_positions (
    tenant_id UUID NOT NULL,
    follower TEXT NOT NULL,
    seq BIGINT DEFAULT 0 NOT NULL,
    ord INTEGER DEFAULT 0 NOT NULL,
    failures INTEGER DEFAULT 0 NOT NULL,
    retry_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_feed_positions PRIMARY KEY (tenant_id, follower)
);
"""

# What Procrastinate's worker calls by these names.
PROCRASTINATE = """
CREATE FUNCTION queue.procrastinate_register_worker_v1() RETURNS TABLE (worker_id bigint)
    LANGUAGE sql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
    INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id
$$;
CREATE FUNCTION queue.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
    DELETE FROM procrastinate_workers WHERE id = worker_id
$$;
CREATE FUNCTION queue.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
    UPDATE procrastinate_workers SET last_heartbeat = now() WHERE id = worker_id
$$;
CREATE FUNCTION queue.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat float)
    RETURNS TABLE (worker_id bigint) LANGUAGE sql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
    DELETE FROM procrastinate_workers WHERE last_heartbeat < now() - make_interval(secs => seconds_since_heartbeat)
    RETURNING id
$$;
"""

# For the worker's own role, on any tenant's jobs.
WORKER = """
-- How many of its jobs a tenant has ready or running, as far as it matters: a light one goes before a heavy one.
CREATE FUNCTION queue.rank(tenant uuid, level integer) RETURNS integer
    LANGUAGE sql STABLE SET search_path = queue, pg_temp AS $$
    SELECT count(*)::integer FROM (
        SELECT FROM procrastinate_jobs
        WHERE tenant_id = tenant AND urgency >= level AND status IN ('todo', 'doing')
          AND scheduled_at IS NULL AND NOT blocked
        LIMIT 100) counted
$$;

-- Whether somebody else stands before a job that is to run one by one.
CREATE FUNCTION queue.is_taken(word text, but bigint) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = queue, pg_temp AS $$
    SELECT word IS NOT NULL AND EXISTS (
        SELECT FROM procrastinate_jobs
        WHERE lock = word AND id <> but AND status IN ('todo', 'doing') AND scheduled_at IS NULL)
$$;

-- The next of those that wait for this word may run.
CREATE FUNCTION queue.leave(word text) RETURNS void LANGUAGE plpgsql SET search_path = queue, pg_temp AS $$
BEGIN
    IF word IS NULL THEN RETURN; END IF;
    UPDATE procrastinate_jobs SET blocked = false, ready_at = now(), priority = -queue.rank(tenant_id, urgency)
    WHERE id = (SELECT min(id) FROM procrastinate_jobs WHERE lock = word AND status = 'todo' AND blocked)
      AND NOT EXISTS (SELECT FROM procrastinate_jobs held WHERE held.lock = word AND held.status IN ('todo', 'doing')
                      AND held.scheduled_at IS NULL AND NOT held.blocked);
END $$;

-- A job of somebody who has less than half of this worker's slots: of whoever comes next from a random place on. Those
-- who have more are two at most, so it is found in a few steps however many jobs they have.
CREATE FUNCTION queue.beside(names text[], worker bigint, slots integer) RETURNS bigint
    LANGUAGE plpgsql SET search_path = queue, pg_temp
    SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
DECLARE
    greedy uuid[] := ARRAY(
        SELECT j.tenant_id FROM procrastinate_jobs j WHERE j.worker_id = worker AND j.status = 'doing'
        GROUP BY j.tenant_id HAVING count(*) * 2 >= slots);
    place uuid := gen_random_uuid();
    found uuid;
    candidate bigint;
BEGIN
    FOR step IN 1..5 LOOP
        SELECT j.tenant_id INTO found FROM procrastinate_jobs j
        WHERE j.status = 'todo' AND j.scheduled_at IS NULL AND NOT j.blocked AND j.tenant_id > place
        ORDER BY j.tenant_id LIMIT 1;
        EXIT WHEN found IS NOT NULL AND NOT (found = ANY (greedy));
        place := coalesce(found, '00000000-0000-0000-0000-000000000000');
    END LOOP;
    SELECT j.id INTO candidate FROM procrastinate_jobs j
    WHERE j.status = 'todo' AND j.scheduled_at IS NULL AND NOT j.blocked
      AND j.tenant_id = found AND NOT (found = ANY (greedy)) AND j.queue_name = ANY (names)
    ORDER BY j.priority DESC, j.id LIMIT 1 FOR UPDATE OF j SKIP LOCKED;
    RETURN candidate;
END $$;

CREATE FUNCTION queue.fetch(names text[], worker bigint, slots integer)
    RETURNS TABLE (id bigint, uid uuid, name text, tenant_id uuid, args jsonb, attempts integer, runs integer,
                   enqueued_at timestamptz, standing text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = queue, pg_temp
    SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
DECLARE
    busy integer := (SELECT count(*) FROM procrastinate_jobs j WHERE j.worker_id = worker AND j.status = 'doing');
    -- The second half of a worker's slots is for tenants who have not got the first one.
    above integer := CASE WHEN busy * 2 >= slots THEN -(slots / 2) ELSE -2147483648 END;
    candidate bigint;
BEGIN
    SELECT j.id INTO candidate FROM procrastinate_jobs j
    WHERE j.status = 'todo' AND j.scheduled_at IS NULL AND NOT j.blocked
      AND j.priority > above AND j.queue_name = ANY (names)
      AND (j.lock IS NULL OR NOT EXISTS (
          SELECT FROM procrastinate_jobs held WHERE held.lock = j.lock AND held.status = 'doing'))
    ORDER BY j.priority DESC, j.id LIMIT 1 FOR UPDATE OF j SKIP LOCKED;
    IF candidate IS NULL AND busy * 2 >= slots THEN
        candidate := queue.beside(names, worker, slots);
    END IF;
    IF candidate IS NULL THEN RETURN; END IF;
    RETURN QUERY
    UPDATE procrastinate_jobs taken
    SET status = 'doing', worker_id = worker, runs = taken.runs + 1, started_at = clock_timestamp()
    WHERE taken.id = candidate
    RETURNING taken.id, taken.uid, taken.task_name::text, taken.tenant_id, taken.args, taken.attempts, taken.runs,
              taken.enqueued_at, queue.standing(taken.tenant_id);
EXCEPTION WHEN unique_violation THEN
    -- Somebody else has just begun one with the same word.
    RETURN;
END $$;

CREATE FUNCTION queue.standing(tenant uuid) RETURNS text
    LANGUAGE sql STABLE SET search_path = queue, pg_temp AS $$
    SELECT coalesce((
        SELECT CASE WHEN deleted_at IS NOT NULL THEN 'gone'
                    WHEN deletion_requested_at IS NOT NULL OR suspended_at IS NOT NULL THEN 'resting'
                    ELSE 'active' END
        FROM public.tenants t WHERE t.id = tenant), 'gone')
$$;

-- The outcome of the run that `run` numbers; a run that was taken over meanwhile changes nothing any more.
CREATE FUNCTION queue.put_off(job bigint, run integer, wait interval, counted boolean, said text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
DECLARE
    word text;
BEGIN
    UPDATE procrastinate_jobs
    SET status = 'todo', worker_id = NULL, scheduled_at = clock_timestamp() + wait,
        attempts = attempts + counted::integer, failure = coalesce(said, failure),
        -- The same word may have been enqueued again while this one ran.
        queueing_lock = CASE WHEN NOT EXISTS (
            SELECT FROM procrastinate_jobs twin
            WHERE twin.queueing_lock = procrastinate_jobs.queueing_lock AND twin.status = 'todo') THEN queueing_lock END
    WHERE id = job AND runs = run AND status = 'doing'
    RETURNING lock INTO word;
    PERFORM queue.leave(word);
EXCEPTION WHEN unique_violation THEN
    UPDATE procrastinate_jobs SET queueing_lock = NULL WHERE id = job AND runs = run AND status = 'doing';
    PERFORM queue.put_off(job, run, wait, counted, said);
END $$;

-- What has become due is ready from now on; whoever waited in vain for a word goes on.
CREATE FUNCTION queue.promote(at timestamptz) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
DECLARE
    due record;
    word text;
    promoted integer := 0;
BEGIN
    FOR due IN
        SELECT id, tenant_id, urgency, lock FROM procrastinate_jobs
        WHERE status = 'todo' AND scheduled_at <= at ORDER BY scheduled_at LIMIT 500 FOR UPDATE SKIP LOCKED
    LOOP
        UPDATE procrastinate_jobs
        SET scheduled_at = NULL, ready_at = now(), blocked = queue.is_taken(due.lock, due.id),
            priority = -queue.rank(due.tenant_id, due.urgency)
        WHERE id = due.id;
        promoted := promoted + 1;
    END LOOP;
    FOR word IN
        WITH RECURSIVE words AS (
            (SELECT lock FROM procrastinate_jobs WHERE status = 'todo' AND blocked ORDER BY lock LIMIT 1)
            UNION ALL
            SELECT (SELECT j.lock FROM procrastinate_jobs j
                    WHERE j.status = 'todo' AND j.blocked AND j.lock > words.lock ORDER BY j.lock LIMIT 1)
            FROM words WHERE words.lock IS NOT NULL
        ) SELECT lock FROM words WHERE lock IS NOT NULL
    LOOP
        PERFORM queue.leave(word);
    END LOOP;
    RETURN promoted;
END $$;

-- Jobs of workers that fell silent are run again; each time counts as an attempt.
CREATE FUNCTION queue.recover(silent interval) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
DECLARE
    lost record;
    recovered integer := 0;
BEGIN
    FOR lost IN
        SELECT j.id, j.runs FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
        WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - silent)
        FOR UPDATE OF j SKIP LOCKED
    LOOP
        PERFORM queue.put_off(lost.id, lost.runs, interval '0', true, 'WorkerLost: the worker fell silent.');
        recovered := recovered + 1;
    END LOOP;
    DELETE FROM procrastinate_workers WHERE last_heartbeat < now() - silent;
    RETURN recovered;
END $$;

-- Jobs that this worker does not know of any more, although the queue says that it runs them.
CREATE FUNCTION queue.reconcile(worker bigint, running bigint[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
DECLARE
    lost record;
BEGIN
    FOR lost IN
        SELECT id, runs FROM procrastinate_jobs
        WHERE worker_id = worker AND status = 'doing' AND NOT (id = ANY (running))
          AND started_at < clock_timestamp() - interval '10 seconds'
        FOR UPDATE SKIP LOCKED
    LOOP
        PERFORM queue.put_off(lost.id, lost.runs, interval '0', true, 'OutcomeUnknown: the outcome was not recorded.');
    END LOOP;
END $$;

CREATE FUNCTION queue.forget(keep interval) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
    DELETE FROM procrastinate_jobs WHERE status = 'failed' AND ended_at < now() - keep
$$;

-- Once per period, however many ask and whatever their clocks say: the row stays locked until the sweep is done.
CREATE FUNCTION queue.begin_sweep(sweep text, every interval) RETURNS timestamptz
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
DECLARE
    taken text;
BEGIN
    INSERT INTO sweeps (name) SELECT sweep WHERE NOT EXISTS (SELECT FROM sweeps s WHERE s.name = sweep)
    ON CONFLICT DO NOTHING;
    SELECT s.name INTO taken FROM sweeps s WHERE s.name = sweep AND s.swept_at <= clock_timestamp() - every
    FOR UPDATE SKIP LOCKED;
    IF taken IS NULL THEN RETURN NULL; END IF;
    UPDATE sweeps SET swept_at = clock_timestamp() WHERE name = sweep;
    RETURN clock_timestamp();
END $$;
"""

# For the application role.
APPLICATION = """
CREATE FUNCTION app.enqueue(job text, wish integer, arguments jsonb, at timestamptz, once text, one_by_one text)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
DECLARE
    tenant uuid := app.tenant_id();
    word text := tenant || ':' || one_by_one;
    level integer := greatest(-10, least(10, wish));
    waits boolean;
BEGIN
    IF tenant IS NULL THEN
        RAISE EXCEPTION 'a job needs a tenant' USING ERRCODE = 'insufficient_privilege';
    END IF;
    waits := at IS NULL AND word IS NOT NULL AND queue.is_taken(word, 0);
    INSERT INTO procrastinate_jobs (tenant_id, queue_name, task_name, urgency, priority, args, scheduled_at, ready_at,
                                    lock, queueing_lock, blocked)
    VALUES (tenant, job, job, level, CASE WHEN at IS NULL AND NOT waits THEN -queue.rank(tenant, level) ELSE 0 END,
            coalesce(arguments, '{}'), at, CASE WHEN at IS NULL AND NOT waits THEN now() END, word,
            tenant || ':' || job || ':' || once, waits)
    ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING;
END $$;

-- In the job's own transaction: what it did and that it is done become true together, or neither. Fails when the job
-- was taken over by somebody else meanwhile.
CREATE FUNCTION app.finish_job(job bigint, run integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
DECLARE
    done record;
BEGIN
    DELETE FROM procrastinate_jobs
    WHERE id = job AND runs = run AND status = 'doing' AND tenant_id = app.tenant_id() RETURNING id, lock INTO done;
    IF done.id IS NULL THEN
        RAISE EXCEPTION 'the job is not ours any more' USING ERRCODE = 'serialization_failure';
    END IF;
    PERFORM queue.leave(done.lock);
END $$;

CREATE FUNCTION app.bury_job(job bigint, run integer, said text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
DECLARE
    done record;
BEGIN
    UPDATE procrastinate_jobs
    SET status = 'failed', failure = said, attempts = attempts + 1, worker_id = NULL, ended_at = clock_timestamp()
    WHERE id = job AND runs = run AND status = 'doing' AND tenant_id = app.tenant_id() RETURNING id, lock INTO done;
    IF done.id IS NULL THEN
        RAISE EXCEPTION 'the job is not ours any more' USING ERRCODE = 'serialization_failure';
    END IF;
    PERFORM queue.leave(done.lock);
END $$;

CREATE FUNCTION app.put_off_job(job bigint, run integer, wait interval, counted boolean, said text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM procrastinate_jobs WHERE id = job AND tenant_id = app.tenant_id()) THEN
        PERFORM queue.put_off(job, run, wait, counted, said);
    END IF;
END $$;

-- A job that has failed before it was ever enqueued: an event that a follower could not deal with.
CREATE FUNCTION app.lay_aside(job text, arguments jsonb, tried integer, said text, number uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
BEGIN
    INSERT INTO procrastinate_jobs (tenant_id, uid, queue_name, task_name, args, status, attempts, failure, ended_at)
    VALUES (app.tenant_id(), number, job, job, arguments, 'failed', tried, said, clock_timestamp());
END $$;

CREATE FUNCTION app.feed_heads() RETURNS TABLE (tenant_id uuid, seq bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.tenant_id, f.seq FROM tenant_feed f WHERE app.realm() = 'worker'
$$;

-- Who has not been told everything: of these tenants, or of all.
CREATE FUNCTION app.feed_behind(followers text[], tenants uuid[]) RETURNS TABLE (tenant_id uuid, follower text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT f.tenant_id, name FROM tenant_feed f CROSS JOIN unnest(followers) AS name
    LEFT JOIN feed_positions p ON p.tenant_id = f.tenant_id AND p.follower = name
    WHERE app.realm() = 'worker' AND (tenants IS NULL OR f.tenant_id = ANY (tenants))
      AND (f.seq, 2147483647) > (coalesce(p.seq, 0), coalesce(p.ord, 0)) AND (p.retry_at IS NULL OR p.retry_at <= clock_timestamp())
      AND queue.standing(f.tenant_id) = 'active'
$$;

-- A follower that is new starts where each feed is now; tenants made later tell it everything.
CREATE FUNCTION app.register_followers(names text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    added text[];
BEGIN
    IF app.realm() <> 'worker' THEN RETURN; END IF;
    IF NOT EXISTS (SELECT FROM unnest(names) AS n WHERE n NOT IN (SELECT name FROM queue.followers)) THEN RETURN; END IF;
    WITH made AS (
        INSERT INTO queue.followers (name) SELECT n FROM unnest(names) AS n ORDER BY n
        ON CONFLICT DO NOTHING RETURNING name
    ) SELECT array_agg(name) INTO added FROM made;
    INSERT INTO feed_positions (tenant_id, follower, seq, ord)
    SELECT f.tenant_id, name, f.seq, 2147483647 FROM tenant_feed f CROSS JOIN unnest(added) AS name
    ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION app.enqueue_sweep(job text, tenants uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
DECLARE
    tenant uuid;
BEGIN
    IF app.realm() <> 'worker' THEN
        RAISE EXCEPTION 'only the worker sweeps' USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOREACH tenant IN ARRAY tenants LOOP
        CONTINUE WHEN queue.standing(tenant) <> 'active';
        PERFORM set_config('app.current_tenant', tenant::text, true);
        PERFORM app.enqueue(job, 0, '{}', NULL, 'sweep', NULL);
    END LOOP;
    PERFORM set_config('app.current_tenant', '', true);
END $$;

CREATE FUNCTION app.active_tenants(at timestamptz) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM tenants WHERE app.realm() = 'worker' AND queue.standing(id) = 'active'
$$;
"""

# What people of a tenant see of its jobs, and operators of all: never the arguments.
SEEN = """
CREATE TYPE queue.seen_job AS (
    id uuid, name text, state text, attempts integer, failure text, enqueued_at timestamptz, due_at timestamptz,
    started_at timestamptz, failed_at timestamptz
);
CREATE FUNCTION queue.seen(job queue.procrastinate_jobs) RETURNS queue.seen_job
    LANGUAGE sql STABLE SET search_path = queue, pg_temp AS $$
    SELECT job.uid, job.task_name::text,
           CASE job.status WHEN 'todo' THEN 'waiting' WHEN 'doing' THEN 'running' ELSE 'failed' END,
           job.attempts, job.failure, job.enqueued_at, job.scheduled_at,
           CASE job.status WHEN 'doing' THEN job.started_at END, job.ended_at
$$;
CREATE FUNCTION app.jobs(states text[], called text, after_at timestamptz, after_id uuid, most integer)
    RETURNS SETOF queue.seen_job LANGUAGE sql STABLE SECURITY DEFINER SET search_path = queue, pg_temp AS $$
    SELECT (queue.seen(found)).* FROM unnest(states) AS wanted CROSS JOIN LATERAL (
        SELECT j.* FROM procrastinate_jobs j
        WHERE j.tenant_id = app.tenant_id()
          AND j.status = CASE wanted WHEN 'waiting' THEN 'todo' WHEN 'running' THEN 'doing' ELSE 'failed'
                         END::procrastinate_job_status
          AND (called IS NULL OR j.task_name = called)
          AND (after_at IS NULL OR (j.enqueued_at, j.uid) < (after_at, after_id))
        ORDER BY j.enqueued_at DESC, j.uid DESC LIMIT most
    ) AS found ORDER BY found.enqueued_at DESC, found.uid DESC LIMIT most
$$;
CREATE FUNCTION app.job(number uuid) RETURNS SETOF queue.seen_job
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = queue, pg_temp AS $$
    SELECT (queue.seen(j)).* FROM procrastinate_jobs j WHERE j.tenant_id = app.tenant_id() AND j.uid = number
$$;
CREATE FUNCTION app.retry_job(number uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
DECLARE
    job procrastinate_jobs;
    waits boolean;
BEGIN
    SELECT * INTO job FROM procrastinate_jobs
    WHERE tenant_id = app.tenant_id() AND uid = number AND status = 'failed' FOR UPDATE;
    IF job.id IS NULL THEN
        RAISE EXCEPTION 'somebody was faster' USING ERRCODE = 'serialization_failure';
    END IF;
    waits := queue.is_taken(job.lock, job.id);
    UPDATE procrastinate_jobs
    SET status = 'todo', attempts = 0, scheduled_at = NULL, ended_at = NULL, blocked = waits,
        priority = -queue.rank(job.tenant_id, job.urgency), ready_at = CASE WHEN waits THEN NULL ELSE now() END,
        queueing_lock = NULL
    WHERE id = job.id;
END $$;
CREATE FUNCTION app.dismiss_job(number uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = queue, pg_temp AS $$
DECLARE
    gone bigint;
BEGIN
    DELETE FROM procrastinate_jobs WHERE tenant_id = app.tenant_id() AND uid = number AND status = 'failed'
    RETURNING id INTO gone;
    IF gone IS NULL THEN
        RAISE EXCEPTION 'somebody was faster' USING ERRCODE = 'serialization_failure';
    END IF;
END $$;

CREATE FUNCTION app.queue_state(silent interval) RETURNS TABLE (measure text, label text, value double precision)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = queue, pg_temp AS $$
    WITH ready AS MATERIALIZED (
        SELECT ready_at FROM procrastinate_jobs
        WHERE status = 'todo' AND scheduled_at IS NULL AND NOT blocked LIMIT 1000000
    ), told AS (
        SELECT f.name, coalesce(sum(t.seq - least(t.seq, coalesce(p.seq, 0))), 0)::double precision AS lag
        FROM followers f LEFT JOIN public.tenant_feed t ON true
        LEFT JOIN public.feed_positions p ON p.tenant_id = t.tenant_id AND p.follower = f.name
        GROUP BY f.name
    ), measures AS (
        SELECT 'jobs' AS measure, 'ready' AS label, (SELECT count(*) FROM ready)::double precision AS value
        UNION ALL SELECT 'jobs', 'scheduled', (
            SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at IS NOT NULL)
        UNION ALL SELECT 'jobs', 'blocked', (SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND blocked)
        UNION ALL SELECT 'jobs', 'running', (SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing')
        UNION ALL SELECT 'jobs', 'failed', (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed')
        UNION ALL SELECT 'oldest', '', (SELECT coalesce(extract(epoch FROM now() - min(ready_at)), 0) FROM ready)
        UNION ALL SELECT 'workers', '', (
            SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat >= now() - silent)
        UNION ALL SELECT 'lag', name, lag FROM told
    ) SELECT * FROM measures WHERE app.realm() = 'worker'
$$;
"""

# What is due in the ground floor.
DUE = """
CREATE FUNCTION app.tenants_with_imports_to_run(at timestamptz) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT tenant_id FROM imports
    WHERE app.realm() = 'worker'
      AND (status = 'waiting' OR (status = 'running' AND heartbeat_at < at - interval '10 seconds'))
$$;
CREATE FUNCTION app.tenants_with_old_answers(at timestamptz) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.id FROM tenants t
    WHERE app.realm() = 'worker' AND EXISTS (
        SELECT FROM idempotency_keys k WHERE k.tenant_id = t.id AND k.created_at < at - interval '24 hours')
$$;
"""

GRANTS = """
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA queue FROM PUBLIC;
GRANT USAGE ON SCHEMA queue TO fettle_queue;
GRANT SELECT ON queue.procrastinate_jobs, queue.procrastinate_workers TO fettle_queue;
GRANT EXECUTE ON FUNCTION
    queue.procrastinate_register_worker_v1, queue.procrastinate_unregister_worker_v1,
    queue.procrastinate_update_heartbeat_v1, queue.procrastinate_prune_stalled_workers_v1,
    queue.fetch, queue.promote, queue.recover, queue.reconcile, queue.forget,
    queue.begin_sweep
TO fettle_queue;
REVOKE ALL ON FUNCTION
    app.enqueue, app.enqueue_sweep, app.finish_job, app.put_off_job, app.bury_job, app.lay_aside, app.feed_heads,
    app.feed_behind, app.register_followers, app.active_tenants, app.tenants_with_imports_to_run,
    app.tenants_with_old_answers, app.jobs, app.job, app.retry_job, app.dismiss_job, app.queue_state
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    app.enqueue, app.enqueue_sweep, app.finish_job, app.put_off_job, app.bury_job, app.lay_aside, app.feed_heads,
    app.feed_behind, app.register_followers, app.active_tenants, app.tenants_with_imports_to_run,
    app.tenants_with_old_answers, app.jobs, app.job, app.retry_job, app.dismiss_job, app.queue_state
TO fettle_app;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(fence("feed_positions"))
    op.execute(PROCRASTINATE)
    op.execute(WORKER)
    op.execute(APPLICATION)
    op.execute(SEEN)
    op.execute(DUE)
    op.execute(GRANTS)


def downgrade() -> None:
    op.execute(
        "DROP FUNCTION app.enqueue, app.enqueue_sweep, app.finish_job, app.put_off_job, app.bury_job, app.lay_aside, "
        "app.feed_heads, app.feed_behind, app.register_followers, app.active_tenants, "
        "app.tenants_with_imports_to_run, app.tenants_with_old_answers, app.jobs, app.job, app.retry_job, "
        "app.dismiss_job, app.queue_state"
    )
    op.execute("DROP SCHEMA queue CASCADE")
    op.execute("DROP TABLE feed_positions")
