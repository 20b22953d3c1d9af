// What stands in the name of a file for the month of its rows: then each month has a file of its own.

export const MONTH_IN_NAME = '{month}';
