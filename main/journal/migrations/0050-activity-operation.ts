/** The operation that did it, by whose name its lines are found in the log. */
export const activityOperation = `
ALTER TABLE activity ADD COLUMN operation TEXT;
`;
