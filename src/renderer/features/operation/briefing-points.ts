/** What every safety briefing goes through. */
export const briefingPoints = ['ppe', 'cordon', 'power', 'height', 'tools'] as const;
