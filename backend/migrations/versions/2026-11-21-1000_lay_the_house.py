"""Lay the house: the tenant's settings as functions, the event feed, counters, stored answers.

Revision ID: 0001
Revises: nothing
"""

from alembic import op

from fettle.db.fences import append_only, fence

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
    CREATE TABLE idempotency_keys (
        tenant_id UUID NOT NULL,
        caller TEXT NOT NULL,
        key TEXT NOT NULL,
        fingerprint BYTEA NOT NULL,
        status INTEGER NOT NULL,
        headers JSONB DEFAULT '{}'::jsonb NOT NULL,
        body BYTEA NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        CONSTRAINT pk_idempotency_keys PRIMARY KEY (tenant_id, caller, key)
    );
    CREATE INDEX ix_idempotency_keys_created_at ON idempotency_keys (tenant_id, created_at);
    CREATE TABLE tenant_counters (
        tenant_id UUID NOT NULL,
        name TEXT NOT NULL,
        value BIGINT DEFAULT 0 NOT NULL,
        CONSTRAINT pk_tenant_counters PRIMARY KEY (tenant_id, name)
    );
    CREATE TABLE tenant_feed (
        tenant_id UUID NOT NULL,
        seq BIGINT DEFAULT 0 NOT NULL,
        chain BYTEA DEFAULT ''::bytea NOT NULL,
        CONSTRAINT pk_tenant_feed PRIMARY KEY (tenant_id)
    );
    CREATE TABLE events (
        tenant_id UUID NOT NULL,
        seq BIGINT NOT NULL,
        ord INTEGER NOT NULL,
        id UUID NOT NULL,
        type TEXT NOT NULL,
        entity TEXT NOT NULL,
        entity_id UUID NOT NULL,
        about_id UUID NOT NULL,
        site_id UUID,
        bears_costs BOOLEAN NOT NULL,
        actor_user_id UUID,
        actor_via TEXT NOT NULL,
        request_id TEXT NOT NULL,
        at TIMESTAMP WITH TIME ZONE NOT NULL,
        before JSONB NOT NULL,
        after JSONB NOT NULL,
        digest BYTEA NOT NULL,
        chain BYTEA NOT NULL,
        CONSTRAINT pk_events PRIMARY KEY (tenant_id, seq, ord),
        CONSTRAINT uq_events_id UNIQUE (tenant_id, id),
        CONSTRAINT fk_events_tenant_feed FOREIGN KEY(tenant_id) REFERENCES tenant_feed (tenant_id)
    );
    CREATE INDEX ix_events_about ON events (tenant_id, about_id, seq, ord);
"""

FUNCTIONS = """
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO fettle_app;

CREATE FUNCTION app.tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.current_tenant', true), '')::uuid;
CREATE FUNCTION app.user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.current_user', true), '')::uuid;
CREATE FUNCTION app.sees_every_site() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(current_setting('app.site_scope', true), '') = '*';
CREATE FUNCTION app.site_scope() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
    RETURN string_to_array(nullif(nullif(current_setting('app.site_scope', true), ''), '*'), ',')::uuid[];
CREATE FUNCTION app.sees_costs() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(current_setting('app.sees_costs', true), '') = 'on';
CREATE FUNCTION app.realm() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(current_setting('app.realm', true), '');

CREATE FUNCTION app.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: add a reversal instead', TG_TABLE_NAME;
END $$;

-- What the chain protects of one event, as bytes. jsonb prints its content in one way only.
CREATE FUNCTION app.event_digest(id uuid, type text, entity_id uuid, about_id uuid, site_id uuid, bears_costs boolean,
                                 actor uuid, via text, request text, at timestamptz, before jsonb, after jsonb)
    RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN sha256(convert_to(jsonb_build_array(id, type, entity_id, about_id, site_id, bears_costs, actor, via, request,
                                               extract(epoch FROM at), before, after)::text, 'UTF8'));
CREATE FUNCTION app.next_link(chain bytea, seq bigint, digests bytea) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN sha256(chain || int8send(seq) || digests);

-- Lower case without accents, so that "Cafe" finds "CAFÉ".
CREATE FUNCTION app.fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN translate(lower(normalize(value, NFC)),
                     'áàâäãåāăąæçćčďđéèêëēėęěğíìîïīįıłľñńňóòôöõøōőŕřśšşșťțúùûüūůűųýÿźżž',
                     'aaaaaaaaaacccddeeeeeeeegiiiiiiillnnnoooooooorrsssstuuuuuuuuuyyzzz');
-- Folded, with the signs that PostgreSQL reads as part of a host, file, tag or negative number taken as spaces: people
-- look for "house" and mean "pump-house" and "pump.house" as well.
CREATE FUNCTION app.words(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN translate(app.fold(value), '-./@_&+~<>=?:', '             ');
CREATE FUNCTION app.search_config(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE left(language, 2)
        WHEN 'es' THEN 'spanish'::regconfig WHEN 'fr' THEN 'french'::regconfig WHEN 'de' THEN 'german'::regconfig
        WHEN 'pt' THEN 'portuguese'::regconfig WHEN 'it' THEN 'italian'::regconfig WHEN 'nl' THEN 'dutch'::regconfig
        ELSE 'english'::regconfig END;
-- Stems and plain words of a record, and the tenant as a word: GIN cannot be led by tenant_id without an extension.
CREATE FUNCTION app.search_vector(tenant uuid, language text, title text, description text, reference text)
    RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN array_to_tsvector(ARRAY['@' || tenant::text])
        || setweight(to_tsvector(app.search_config(language), app.words(title)), 'A')
        || setweight(to_tsvector('simple'::regconfig, app.words(title || ' ' || coalesce(reference, ''))), 'B')
        || setweight(to_tsvector(app.search_config(language), app.words(coalesce(description, ''))), 'C')
        || setweight(to_tsvector('simple'::regconfig, app.words(coalesce(description, ''))), 'D');
"""


def upgrade() -> None:
    op.execute(FUNCTIONS)
    op.execute("GRANT SELECT ON alembic_version TO fettle_app")
    op.execute(TABLES)
    op.execute(fence("tenant_feed", grant="SELECT, INSERT, UPDATE"))
    op.execute(fence("events", grant="SELECT, INSERT"))
    op.execute(append_only("events"))
    op.execute(
        "CREATE POLICY site_scope ON events AS RESTRICTIVE USING ((SELECT app.sees_every_site()) "
        "OR site_id = ANY ((SELECT app.site_scope())::uuid[]) "
        "OR (site_id IS NULL AND actor_user_id = (SELECT app.user_id()))) WITH CHECK (true)"
    )
    op.execute(
        "CREATE POLICY costs ON events AS RESTRICTIVE "
        "USING (NOT bears_costs OR (SELECT app.sees_costs())) WITH CHECK (true)"
    )
    op.execute(fence("tenant_counters", grant="SELECT, INSERT, UPDATE"))
    op.execute(fence("idempotency_keys"))


def downgrade() -> None:
    op.execute("DROP TABLE events, tenant_feed, tenant_counters, idempotency_keys")
    op.execute("DROP SCHEMA app CASCADE")
