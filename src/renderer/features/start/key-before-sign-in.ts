/** Stands in until sign-in hands over the device's own key: it hides nothing from anybody who reads this. */
export const keyBeforeSignIn = 'A'.repeat(43);
