/** Who works at the bench's desks. */
export const person = '张伟';
