CREATE TABLE prompts (
    "key" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    points VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    CHECK ("id" <> ''),
    CHECK ("theme" <> ''),
    CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
    UNIQUE (id)
)

CREATE INDEX prompts_by_month ON prompts (month)

ALTER TABLE sessions ADD COLUMN prompt VARCHAR CHECK (prompt <> '')
