/** Plain SQL as pg_dump writes it, with owners and rights of another server. */
export const plainDump = `-- PostgreSQL database dump
\\restrict abc
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE FUNCTION public.shout(words text) RETURNS text LANGUAGE sql AS $_$ select upper(words) || ';' $_$;
ALTER FUNCTION public.shout(words text) OWNER TO somebody;
CREATE TABLE public.ballots (id integer PRIMARY KEY, words text);
ALTER TABLE public.ballots OWNER TO somebody;
CREATE TABLE public."odd name;" (note text);
COPY public.ballots (id, words) FROM stdin;
1\tone; two
2\t\\N
\\.
GRANT ALL ON TABLE public.ballots TO somebody;
\\unrestrict abc
-- PostgreSQL database dump complete
`;
