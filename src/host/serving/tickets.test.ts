import { expect, test } from 'vitest';
import { createTickets, ticketMs } from './tickets.ts';

test('a ticket is good for ten minutes and then for nothing', () => {
  let now = 0;
  const tickets = createTickets<string>(() => now);
  const token = tickets.issue('first');
  now = ticketMs - 1;
  const later = tickets.issue('second');
  expect(tickets.find(token)).toBe('first');
  now = ticketMs;
  expect(tickets.find(token)).toBeUndefined();
  expect(tickets.find(later)).toBe('second');
});

test('tokens differ and an unknown one finds nothing', () => {
  const tickets = createTickets<string>(() => 0);
  expect(tickets.issue('a')).not.toBe(tickets.issue('a'));
  expect(tickets.find('x')).toBeUndefined();
});
