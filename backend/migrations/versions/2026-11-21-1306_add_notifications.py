"""Add notifications: what was told and how it went out, what is owed, and what each person wants.

Revision ID: 0014
Revises: 0013
"""

from alembic import op

from fettle.db.fences import fence

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = """
    CREATE TABLE notifications (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        user_id UUID,
        recipient TEXT NOT NULL,
        key TEXT NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        body TEXT NOT NULL,
        language TEXT NOT NULL,
        subject TEXT NOT NULL,
        subject_id UUID,
        site_id UUID,
        needs TEXT,
        link TEXT NOT NULL,
        urgent BOOLEAN DEFAULT false NOT NULL,
        in_app BOOLEAN DEFAULT true NOT NULL,
        reminder_id UUID,
        read_at TIMESTAMP WITH TIME ZONE,
        acknowledged_at TIMESTAMP WITH TIME ZONE,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_notifications PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_notifications_user_id FOREIGN KEY(tenant_id, user_id) REFERENCES memberships (tenant_id, user_id),
        CONSTRAINT ck_notifications_kind CHECK (kind IN ('assigned', 'due_soon', 'due_today', 'overdue', 'status_changed', 'mentioned', 'commented', 'escalated', 'new_request', 'request_outcome', 'low_condition', 'warranty_ending', 'plan_stopped', 'job_failed', 'webhook_disabled', 'file_quarantined', 'channel_broken', 'test')),
        CONSTRAINT ck_notifications_subject CHECK (subject IN ('work_order', 'work_request', 'asset', 'maintenance_plan', 'job', 'webhook', 'file', 'account')),
        CONSTRAINT uq_notifications_recipient_key UNIQUE (tenant_id, recipient, key)
    );
    CREATE INDEX ix_notifications_unread ON notifications (tenant_id, user_id) WHERE read_at IS NULL AND in_app;
    CREATE INDEX ix_notifications_user_id ON notifications (tenant_id, user_id, created_at, id);
    CREATE TABLE notification_deliveries (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        notification_id UUID NOT NULL,
        user_id UUID,
        channel TEXT NOT NULL,
        device_id UUID,
        state TEXT DEFAULT 'pending' NOT NULL,
        digest BOOLEAN DEFAULT false NOT NULL,
        not_before TIMESTAMP WITH TIME ZONE NOT NULL,
        attempts INTEGER DEFAULT 0 NOT NULL,
        sent_at TIMESTAMP WITH TIME ZONE,
        receipt TEXT,
        error TEXT,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_notification_deliveries PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_notification_deliveries_notification_id FOREIGN KEY(tenant_id, notification_id) REFERENCES notifications (tenant_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_notification_deliveries_user_id FOREIGN KEY(tenant_id, user_id) REFERENCES memberships (tenant_id, user_id),
        CONSTRAINT ck_notification_deliveries_channel CHECK (channel IN ('email', 'web_push', 'expo')),
        CONSTRAINT ck_notification_deliveries_state CHECK (state IN ('pending', 'sent', 'failed', 'dead', 'dropped')),
        CONSTRAINT uq_notification_deliveries_channel UNIQUE NULLS NOT DISTINCT (tenant_id, notification_id, channel, device_id)
    );
    CREATE INDEX ix_notification_deliveries_digest ON notification_deliveries (tenant_id, user_id, not_before) WHERE digest AND state <> 'sent';
    CREATE TABLE reminders (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        user_id UUID,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        subject_id UUID NOT NULL,
        step INTEGER DEFAULT 0 NOT NULL,
        due_at TIMESTAMP WITH TIME ZONE NOT NULL,
        remind_at TIMESTAMP WITH TIME ZONE NOT NULL,
        state TEXT DEFAULT 'waiting' NOT NULL,
        times INTEGER DEFAULT 0 NOT NULL,
        snoozed_until TIMESTAMP WITH TIME ZONE,
        updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_reminders PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_reminders_user_id FOREIGN KEY(tenant_id, user_id) REFERENCES memberships (tenant_id, user_id),
        CONSTRAINT ck_reminders_kind CHECK (kind IN ('due_soon', 'due_today', 'overdue', 'warranty_ending')),
        CONSTRAINT ck_reminders_subject CHECK (subject IN ('work_order', 'asset')),
        CONSTRAINT ck_reminders_state CHECK (state IN ('waiting', 'met', 'acknowledged', 'cancelled')),
        CONSTRAINT uq_reminders_subject_id UNIQUE NULLS NOT DISTINCT (tenant_id, subject_id, user_id, kind, step)
    );
    CREATE INDEX ix_reminders_due ON reminders (remind_at, tenant_id) WHERE state = 'waiting';
    CREATE INDEX ix_reminders_user_id ON reminders (tenant_id, user_id, remind_at);
    CREATE TABLE notification_choices (
        tenant_id UUID NOT NULL,
        user_id UUID NOT NULL,
        kind TEXT NOT NULL,
        way TEXT NOT NULL,
        wanted BOOLEAN DEFAULT true NOT NULL,
        CONSTRAINT pk_notification_choices PRIMARY KEY (tenant_id, user_id, kind, way),
        CONSTRAINT fk_notification_choices_user_id FOREIGN KEY(tenant_id, user_id) REFERENCES memberships (tenant_id, user_id),
        CONSTRAINT ck_notification_choices_way CHECK (way IN ('in_app', 'email', 'push'))
    );
    CREATE TABLE notification_habits (
        tenant_id UUID NOT NULL,
        user_id UUID NOT NULL,
        quiet_from TIME WITHOUT TIME ZONE,
        quiet_until TIME WITHOUT TIME ZONE,
        urgent_breaks_quiet BOOLEAN DEFAULT false NOT NULL,
        time_zone TEXT,
        digest_hour INTEGER,
        due_soon_days INTEGER,
        mail_refused TEXT,
        mail_problem TEXT,
        CONSTRAINT pk_notification_habits PRIMARY KEY (tenant_id, user_id),
        CONSTRAINT fk_notification_habits_user_id FOREIGN KEY(tenant_id, user_id) REFERENCES memberships (tenant_id, user_id)
    );
    CREATE TABLE notification_mutes (
        tenant_id UUID NOT NULL,
        user_id UUID NOT NULL,
        subject TEXT NOT NULL,
        subject_id UUID NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        CONSTRAINT pk_notification_mutes PRIMARY KEY (tenant_id, user_id, subject, subject_id),
        CONSTRAINT fk_notification_mutes_user_id FOREIGN KEY(tenant_id, user_id) REFERENCES memberships (tenant_id, user_id),
        CONSTRAINT ck_notification_mutes_subject CHECK (subject IN ('work_order', 'work_request', 'asset', 'maintenance_plan', 'job', 'webhook', 'file', 'account'))
    );
    CREATE TABLE notification_refusals (
        tenant_id UUID NOT NULL,
        address TEXT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        CONSTRAINT pk_notification_refusals PRIMARY KEY (tenant_id, address)
    );
    CREATE TABLE notification_devices (
        tenant_id UUID NOT NULL,
        id UUID NOT NULL,
        user_id UUID NOT NULL,
        channel TEXT NOT NULL,
        address TEXT NOT NULL,
        p256dh TEXT,
        auth TEXT,
        name TEXT,
        seen_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        created_by UUID,
        CONSTRAINT pk_notification_devices PRIMARY KEY (tenant_id, id),
        CONSTRAINT fk_notification_devices_user_id FOREIGN KEY(tenant_id, user_id) REFERENCES memberships (tenant_id, user_id),
        CONSTRAINT ck_notification_devices_channel CHECK (channel IN ('web_push', 'expo')),
        CONSTRAINT uq_notification_devices_address UNIQUE (tenant_id, address)
    );
    CREATE INDEX ix_notification_devices_address ON notification_devices (address);
    CREATE INDEX ix_notification_devices_user_id ON notification_devices (tenant_id, user_id);
"""
OWN = (
    "notifications",
    "notification_deliveries",
    "reminders",
    "notification_choices",
    "notification_habits",
    "notification_mutes",
    "notification_devices",
)
# What belongs to one person is theirs alone; the product opens it while it addresses people (realm `post`).
OWNER = """
    CREATE POLICY own ON {table} AS RESTRICTIVE
        USING (user_id = (SELECT app.user_id()) OR (SELECT app.realm()) = 'post')
        WITH CHECK (user_id = (SELECT app.user_id()) OR (SELECT app.realm()) = 'post');
"""
# Whoever loses a site loses what they were told about it.
SITES = """
    CREATE POLICY site_scope ON notifications AS RESTRICTIVE
        USING ((SELECT app.realm()) = 'post' OR site_id IS NULL OR (SELECT app.sees_every_site())
               OR site_id = ANY ((SELECT app.site_scope())::uuid[]))
        WITH CHECK (true);
"""
FUNCTIONS = """
CREATE FUNCTION app.tenants_with_due_reminders(now timestamptz) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, app AS $$
    SELECT DISTINCT r.tenant_id FROM public.reminders r
    WHERE app.realm() = 'worker' AND r.state = 'waiting' AND r.remind_at <= now
$$;
REVOKE ALL ON FUNCTION app.tenants_with_due_reminders(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.tenants_with_due_reminders(timestamptz) TO fettle_app;

-- A phone or browser that changes hands belongs to whoever registered it last, in whichever tenant they were before.
CREATE FUNCTION app.release_device(device text) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, app AS $$
    DELETE FROM public.notification_devices WHERE address = device AND user_id <> app.user_id()
$$;
REVOKE ALL ON FUNCTION app.release_device(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.release_device(text) TO fettle_app;
"""


def upgrade() -> None:
    op.execute(TABLES)
    for table in (*OWN, "notification_refusals"):
        op.execute(fence(table))
    for table in OWN:
        op.execute(OWNER.format(table=table))
    op.execute(SITES)
    op.execute(FUNCTIONS)


def downgrade() -> None:
    op.execute("DROP FUNCTION app.release_device(text), app.tenants_with_due_reminders(timestamptz)")
    op.execute(
        "DROP TABLE notification_deliveries, notifications, reminders, notification_choices, notification_habits, "
        "notification_mutes, notification_refusals, notification_devices"
    )
