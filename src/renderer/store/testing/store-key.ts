/** Keys as host gives them at sign-in, 32 bytes each: the desk's of a test, and another's. */
export const storeKey = `${'A'.repeat(42)}E`;
export const otherKey = `${'B'.repeat(42)}E`;
