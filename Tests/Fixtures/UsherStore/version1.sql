-- A database that schema version 1 wrote, as `sqlite3 usher.sqlite .dump` shows it. Never edited: databases like
-- it are out there. Some of everything: queued, sent, bounced, held, parked, claimed, suppressed, lifted.
PRAGMA application_id = 1433626738;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE identity (
    database_id TEXT NOT NULL PRIMARY KEY
) STRICT;
INSERT INTO identity VALUES('9b025416f1f3c06f8961054096a91864');
CREATE TABLE campaigns (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO campaigns VALUES(1,'welcome');
INSERT INTO campaigns VALUES(2,'ascend');
CREATE TABLE steps (
    id INTEGER PRIMARY KEY,
    campaign INTEGER NOT NULL REFERENCES campaigns (id),
    name TEXT NOT NULL,
    UNIQUE (campaign, name)
) STRICT;
INSERT INTO steps VALUES(1,1,'one');
INSERT INTO steps VALUES(2,1,'two');
INSERT INTO steps VALUES(3,1,'three');
INSERT INTO steps VALUES(4,2,'offer');
INSERT INTO steps VALUES(5,2,'last-call');
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    sources TEXT NOT NULL
) STRICT;
INSERT INTO revisions VALUES(1,X'0707070707070707070707070707070707070707070707070707070707070707','{"domain":"example.com","kind":"marketing","language":"en","layout":{"path":"templates/layouts/default.html","text":"<p>"},"partials":{},"sender":{"address":"shop@example.com","name":"Shop"},"shop":{},"template":{"path":"templates/welcome/one.md","text":"Hello"},"unsubscribe":{}}');
CREATE TABLE contacts (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    address_key TEXT NOT NULL UNIQUE,
    name TEXT,
    attributes TEXT,
    zone TEXT,
    language TEXT,
    stage TEXT,
    marketing TEXT,
    marketing_said_at INTEGER,
    last_marketing_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
INSERT INTO contacts VALUES(1,'Grace.Hopper@example.com','grace.hopper@example.com','Grace','{"likes":["tea","maps"],"orders":4,"plan":"gold","since":{"date":"2025-03-09"},"spent":{"minor":4900,"currency":"EUR"},"vip":true}','America/New_York','en',NULL,'agreed',1795000000000,NULL,1795000000000);
INSERT INTO contacts VALUES(2,'ada@example.com','ada@example.com',NULL,NULL,NULL,NULL,NULL,'agreed',1795000000000,1795000000000,1795000000000);
INSERT INTO contacts VALUES(3,'bounce@example.com','bounce@example.com',NULL,NULL,NULL,NULL,NULL,'agreed',1795000000000,NULL,1795000000000);
INSERT INTO contacts VALUES(4,'held@example.com','held@example.com',NULL,NULL,NULL,NULL,NULL,'agreed',1795000000000,NULL,1795000000000);
INSERT INTO contacts VALUES(5,'parked@example.com','parked@example.com',NULL,NULL,NULL,NULL,NULL,'agreed',1795000000000,NULL,1795000000000);
INSERT INTO contacts VALUES(6,'new@example.com','new@example.com',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1795000000000);
CREATE TABLE consents (
    contact INTEGER NOT NULL REFERENCES contacts (id),
    entry INTEGER NOT NULL,
    kind TEXT NOT NULL,
    said TEXT NOT NULL,
    basis TEXT NOT NULL,
    wording TEXT,
    source TEXT NOT NULL,
    said_at INTEGER NOT NULL,
    network_hash BLOB,
    PRIMARY KEY (contact, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO consents VALUES(1,1,'marketing','agreed','stated by the operator',NULL,'test',1795000000000,NULL);
INSERT INTO consents VALUES(2,1,'marketing','agreed','stated by the operator',NULL,'test',1795000000000,NULL);
INSERT INTO consents VALUES(3,1,'marketing','agreed','stated by the operator',NULL,'test',1795000000000,NULL);
INSERT INTO consents VALUES(4,1,'marketing','agreed','stated by the operator',NULL,'test',1795000000000,NULL);
INSERT INTO consents VALUES(5,1,'marketing','agreed','stated by the operator',NULL,'test',1795000000000,NULL);
CREATE TABLE suppressions (
    id INTEGER PRIMARY KEY,
    address_hash BLOB NOT NULL,
    scope TEXT NOT NULL,
    campaign INTEGER REFERENCES campaigns (id),
    reason TEXT NOT NULL,
    ends_at INTEGER,
    said_at INTEGER NOT NULL,
    said_by TEXT NOT NULL,
    note TEXT,
    lifts INTEGER UNIQUE REFERENCES suppressions (id),
    CHECK ((scope = 'campaign') = (campaign IS NOT NULL))
) STRICT;
INSERT INTO suppressions VALUES(1,X'68617368206f6620626f756e6365406578616d706c652e636f6d','everything',NULL,'bounced',NULL,1795000000000,'smtp',NULL,NULL);
INSERT INTO suppressions VALUES(2,X'68617368206f66206c6966746564406578616d706c652e636f6d','marketing',NULL,'manual',NULL,1795000000000,'operator','asked by phone',NULL);
INSERT INTO suppressions VALUES(3,X'68617368206f66206c6966746564406578616d706c652e636f6d','marketing',NULL,'manual',NULL,1795000000000,'operator','asked again',2);
CREATE TABLE suppressed (
    suppression INTEGER PRIMARY KEY REFERENCES suppressions (id),
    address_hash BLOB NOT NULL,
    contact INTEGER REFERENCES contacts (id),
    scope TEXT NOT NULL,
    campaign INTEGER,
    ends_at INTEGER
) STRICT;
INSERT INTO suppressed VALUES(1,X'68617368206f6620626f756e6365406578616d706c652e636f6d',3,'everything',NULL,NULL);
CREATE TABLE enrollments (
    id INTEGER PRIMARY KEY,
    contact INTEGER NOT NULL REFERENCES contacts (id),
    campaign INTEGER NOT NULL REFERENCES campaigns (id),
    "key" TEXT NOT NULL,
    state TEXT NOT NULL,
    end_reason TEXT,
    entered_at INTEGER NOT NULL,
    ended_at INTEGER,
    last_step INTEGER REFERENCES steps (id),
    anchor_at INTEGER NOT NULL,
    data TEXT,
    UNIQUE (contact, campaign, "key"),
    CHECK ((state = 'ended') = (end_reason IS NOT NULL))
) STRICT;
INSERT INTO enrollments VALUES(1,1,1,'order-7','active',NULL,1795000000000,NULL,NULL,1795000000000,'{"order":"7"}');
INSERT INTO enrollments VALUES(2,2,1,'','active',NULL,1795000000000,NULL,1,1795000000000,NULL);
INSERT INTO enrollments VALUES(3,3,1,'','ended','suppressed',1795000000000,1795000000000,1,1795000000000,NULL);
INSERT INTO enrollments VALUES(4,4,1,'','active',NULL,1795000000000,NULL,NULL,1795000000000,NULL);
INSERT INTO enrollments VALUES(5,5,2,'','active',NULL,1795000000000,NULL,NULL,1795000000000,NULL);
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    contact INTEGER NOT NULL REFERENCES contacts (id),
    enrollment INTEGER REFERENCES enrollments (id),
    step INTEGER REFERENCES steps (id),
    notice TEXT,
    notice_key TEXT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    advanced INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    in_doubt INTEGER NOT NULL DEFAULT 0,
    anchor_at INTEGER,
    created_at INTEGER NOT NULL,
    first_attempt_at INTEGER,
    settled_at INTEGER,
    reply_code INTEGER,
    reply_status TEXT,
    reply_text TEXT,
    reason TEXT,
    revision INTEGER REFERENCES revisions (id),
    composed_at INTEGER,
    inputs TEXT,
    CONSTRAINT a_step_or_a_notice CHECK (
        (enrollment IS NULL) = (step IS NULL) AND (notice IS NULL) = (notice_key IS NULL)
        AND (enrollment IS NULL) <> (notice IS NULL)),
    CONSTRAINT a_composition_has_a_saved_revision CHECK (
        (revision IS NULL) = (composed_at IS NULL) AND (revision IS NULL) = (inputs IS NULL))
) STRICT;
INSERT INTO deliveries VALUES(1,1,1,1,NULL,NULL,'marketing','open',0,0,0,1795000000000,1795000000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO deliveries VALUES(2,2,2,1,NULL,NULL,'marketing','sent',1,1,0,1795000000000,1795000000000,1795000000000,1795000000000,250,'2.0.0','2.0.0 Ok',NULL,1,1795000000000,'{}');
INSERT INTO deliveries VALUES(3,2,2,2,NULL,NULL,'marketing','open',0,0,0,1795000000000,1795000000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO deliveries VALUES(4,3,3,1,NULL,NULL,'marketing','bounced',1,1,0,1795000000000,1795000000000,1795000000000,1795000000000,550,'5.1.1','5.1.1 no such user',NULL,1,1795000000000,'{}');
INSERT INTO deliveries VALUES(5,4,4,1,NULL,NULL,'marketing','held',0,1,1,1795000000000,1795000000000,1795000000000,NULL,NULL,NULL,NULL,NULL,1,1795000000000,'{}');
INSERT INTO deliveries VALUES(6,5,5,4,NULL,NULL,'marketing','open',0,0,0,1795000000000,1795000000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO deliveries VALUES(7,6,NULL,NULL,'confirm','1','transactional','open',0,0,0,NULL,1795000000000,NULL,NULL,NULL,NULL,NULL,NULL,1,1795000000000,'{}');
CREATE TABLE queue (
    due_at INTEGER NOT NULL,
    delivery INTEGER NOT NULL UNIQUE REFERENCES deliveries (id),
    PRIMARY KEY (due_at, delivery)
) STRICT, WITHOUT ROWID;
INSERT INTO queue VALUES(1795000060000,1);
INSERT INTO queue VALUES(1795000090000,3);
CREATE TABLE claims (
    delivery INTEGER PRIMARY KEY REFERENCES deliveries (id),
    contact INTEGER NOT NULL REFERENCES contacts (id),
    kind TEXT NOT NULL,
    owner TEXT NOT NULL,
    claimed_at INTEGER NOT NULL
) STRICT;
INSERT INTO claims VALUES(7,6,'transactional','worker',1795000000000);
CREATE TABLE pauses (
    scope TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    since INTEGER NOT NULL,
    ends_at INTEGER,
    PRIMARY KEY (scope, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO pauses VALUES('campaign','2','by hand',1795000000000,NULL);
CREATE TABLE parked (
    scope TEXT NOT NULL,
    subject TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    delivery INTEGER NOT NULL UNIQUE REFERENCES deliveries (id),
    PRIMARY KEY (scope, subject, due_at, delivery),
    FOREIGN KEY (scope, subject) REFERENCES pauses (scope, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO parked VALUES('campaign','2',1795000000000,6);
CREATE TABLE counters (
    day TEXT NOT NULL,
    what TEXT NOT NULL,
    campaign INTEGER NOT NULL,
    step INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, what, campaign, step)
) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES('2026-11-18','bounced',1,1,1);
INSERT INTO counters VALUES('2026-11-18','entered',1,0,4);
INSERT INTO counters VALUES('2026-11-18','entered',2,0,1);
INSERT INTO counters VALUES('2026-11-18','held',1,1,1);
INSERT INTO counters VALUES('2026-11-18','sent',1,1,1);
INSERT INTO counters VALUES('2026-11-18','suppressed',1,0,1);
CREATE TABLE tallies (
    what TEXT NOT NULL,
    campaign INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (what, campaign)
) STRICT, WITHOUT ROWID;
INSERT INTO tallies VALUES('bounced',0,1);
INSERT INTO tallies VALUES('contacts',0,6);
INSERT INTO tallies VALUES('held',0,1);
INSERT INTO tallies VALUES('runs',1,3);
INSERT INTO tallies VALUES('runs',2,1);
INSERT INTO tallies VALUES('sent',0,1);
CREATE TABLE notes (
    name TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO notes VALUES('clock','1795000000000');
CREATE INDEX suppressed_address ON suppressed (address_hash);
CREATE INDEX suppressed_contact ON suppressed (contact);
CREATE UNIQUE INDEX deliveries_step ON deliveries (enrollment, step) WHERE enrollment IS NOT NULL;
CREATE UNIQUE INDEX deliveries_notice ON deliveries (notice, notice_key) WHERE notice IS NOT NULL;
CREATE INDEX deliveries_notice_contact ON deliveries (contact) WHERE notice IS NOT NULL;
CREATE INDEX deliveries_closed ON deliveries (state, settled_at) WHERE state <> 'open';
CREATE INDEX deliveries_in_doubt ON deliveries (id) WHERE in_doubt = 1;
CREATE UNIQUE INDEX claims_marketing ON claims (contact) WHERE kind = 'marketing';
COMMIT;
