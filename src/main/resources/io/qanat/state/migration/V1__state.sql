-- What is remembered of a pull. A row each; without one nothing is remembered.
create table qanat_state (
    pull text primary key,
    last_run text,
    content jsonb not null,
    changed timestamptz not null default now()
);

-- The run of a pull that is being published, until it is finished.
create table qanat_commit (
    pull text primary key,
    run text not null,
    content jsonb not null,
    noted timestamptz not null default now()
);

-- The history. Runs are in the order of seq, whatever the clocks said.
create table qanat_run (
    seq bigint generated always as identity primary key,
    pull text not null,
    run text not null,
    content jsonb not null,
    recorded timestamptz not null default now(),
    unique (pull, run)
);

create index qanat_run_latest on qanat_run (pull, seq desc);
