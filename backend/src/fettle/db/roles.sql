-- The roles of Fettle and their rights in one database. Run it in that database as an administrator, as often as you
-- like:
--
--     CREATE DATABASE fettle;             -- once, by the administrator
--     psql -d fettle -f roles.sql
--     \password fettle_owner              -- and so for fettle_app, fettle_queue and fettle_backup
--
-- A superuser may run all of it. On a managed server the administrator has CREATEROLE but is no superuser; then:
--   * it becomes a member of fettle_owner, because only a member can hand the database over;
--   * BYPASSRLS and the extension may be the provider's to give. Where they are refused a warning says so. Without
--     BYPASSRLS on fettle_owner a migration that changes data finds no rows, and on fettle_backup the backup is refused:
--     ask the provider for it, or use their backups;
--   * a role that existed before keeps its attributes. The application checks its own role and refuses an unsafe one.

DO $$
DECLARE
    wanted record;
    superuser boolean := (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);
BEGIN
    FOR wanted IN
        SELECT * FROM (VALUES
            -- owns every object, and migrates the data of all tenants at once
            ('fettle_owner', 'INHERIT', 'BYPASSRLS'),
            -- the API and the worker: owns nothing, and sees one tenant at a time
            ('fettle_app', 'NOINHERIT', 'NOBYPASSRLS'),
            -- the worker's side of the queue: takes jobs and says what became of them, and reaches nothing else
            ('fettle_queue', 'NOINHERIT', 'NOBYPASSRLS'),
            -- reads everything for the backup: under row security a dump would be empty
            ('fettle_backup', 'INHERIT', 'BYPASSRLS')
        ) AS roles (name, inherits, bypasses)
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN %s', wanted.name, wanted.inherits);
        END IF;
        IF superuser THEN
            EXECUTE format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION %s %s',
                           wanted.name, wanted.inherits, wanted.bypasses);
        ELSIF wanted.bypasses = 'BYPASSRLS' THEN
            BEGIN
                EXECUTE format('ALTER ROLE %I BYPASSRLS', wanted.name);
            EXCEPTION WHEN insufficient_privilege THEN
                RAISE WARNING '% could not be given BYPASSRLS: %', wanted.name, SQLERRM;
            END;
        END IF;
    END LOOP;

    IF NOT superuser THEN
        EXECUTE format('GRANT fettle_owner TO %I', current_user);
    END IF;
    BEGIN
        GRANT pg_read_all_data TO fettle_backup;
    EXCEPTION WHEN insufficient_privilege THEN
        RAISE WARNING 'fettle_backup could not be given pg_read_all_data: %', SQLERRM;
    END;
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector') THEN
        BEGIN
            CREATE EXTENSION IF NOT EXISTS vector;
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE WARNING 'the extension vector could not be created: %', SQLERRM;
        END;
    END IF;
END
$$;

ALTER ROLE fettle_app SET statement_timeout = '30s';
ALTER ROLE fettle_app SET lock_timeout = '5s';
ALTER ROLE fettle_app SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE fettle_queue SET statement_timeout = '30s';
ALTER ROLE fettle_queue SET lock_timeout = '5s';
ALTER ROLE fettle_queue SET search_path = queue;
ALTER ROLE fettle_backup SET default_transaction_read_only = on;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO fettle_owner, fettle_app, fettle_queue, fettle_backup',
                   current_database());
    EXECUTE format('ALTER DATABASE %I OWNER TO fettle_owner', current_database());
END
$$;
