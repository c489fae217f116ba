/**
 * A device may be enrolled by a file, before it ever meets the server: its id and serial are chosen with the code. And what a device says of
 * itself at each meeting: its newest number, so that what is unsent on it is known, and how far its clock was off.
 */
export const devices = `
ALTER TABLE enroll_codes ADD COLUMN dev uuid, ADD COLUMN serial text;
ALTER TABLE devices ADD COLUMN last_n bigint, ADD COLUMN clock_ms bigint;
`;
