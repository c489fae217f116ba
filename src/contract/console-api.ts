import { z } from 'zod';

/** What a person at the district's web console may do: `district` looks, `admin` also administers. */
export const AccountRole = z.enum(['district', 'admin']);
export type AccountRole = z.infer<typeof AccountRole>;

/** Characters a password needs; one-time passwords are longer. */
export const minPassword = 10;

/** `POST /console/v1/login`: sets the session's cookie. */
export const LoginRequest = z.object({ name: z.string().min(1).max(60), password: z.string().min(1).max(200) });
export type LoginRequest = z.infer<typeof LoginRequest>;

/** `GET /console/v1/me` and the answer to a login. `mustChange`: the password was given by an administrator, and opens nothing but its own change. */
export const Account = z.object({ id: z.uuid(), name: z.string(), role: AccountRole, mustChange: z.boolean() });
export type Account = z.infer<typeof Account>;

/** `POST /console/v1/password`: every other session of the account ends. */
export const PasswordRequest = z.object({ old: z.string().max(200), new: z.string().min(minPassword).max(200) });

/** A device as the district sees it. `unsent` is null where it never said; nobody can know what a silent one holds. */
const SeenDevice = z.object({
  dev: z.uuid(),
  serial: z.string(),
  name: z.string(),
  heardAt: z.iso.datetime().nullable(),
  revoked: z.boolean(),
  received: z.int(),
  unsent: z.int().nullable(),
});

/**
 * How far an estate is. Structures and fixtures are counted one a record; what is owed in pieces and windows, a length as one [C1]:
 * `owed` are `accepted`, `outstanding`, and what ended otherwise (waived, compensated, put back elsewhere).
 */
const EstateProgress = z.object({
  name: z.string(),
  structures: z.object({ surveyed: z.int(), removed: z.int() }),
  fixtures: z.object({ surveyed: z.int(), removed: z.int() }),
  pieces: z.object({ owed: z.int(), accepted: z.int(), outstanding: z.int() }),
});

const SeenSubdistrict = z.object({
  code: z.string(),
  name: z.string(),
  records: z.int(),
  waiting: z.int(),
  estates: z.array(EstateProgress),
  devices: z.array(SeenDevice),
});

/** `GET /console/v1/overview`: every subdistrict, its estates and devices; counts and names of devices, never of people. `waiting` is for a clerk to decide. */
export const Overview = z.object({
  at: z.iso.datetime(),
  subdistricts: z.array(SeenSubdistrict),
});
export type Overview = z.infer<typeof Overview>;
