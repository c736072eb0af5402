-- The versions of the API that the builds which have published a document ask for: dated ones, and
-- 'newest' for builds that name none and get whatever version is the newest. A build adds its own and
-- takes none away, since older builds are still about. The document itself never changes.
alter table trusted_document
  add column api_versions text[] not null default '{newest}' check (cardinality(api_versions) > 0);
