/** Below this no more edits are taken, so that what is saved can still be sent or copied to a stick. */
export const editFloorBytes = 200 * 1024 * 1024;
/** Below this no more photos are taken. */
export const photoFloorBytes = 1024 * 1024 * 1024;

/** Below this, originals that lie in a backup off the server's machine make room for new photos [RT2]. */
export const roomFloorBytes = 2 * photoFloorBytes;
