import { invalid } from '../../api/client';

/**
 * The number that was typed into a field.
 *
 * @throws ApiProblem for anything that is no whole number from 0 on, an empty field included
 */
export function wholeNumber(field: string, typed: string): number {
  if (!/^\d{1,9}$/.test(typed.trim())) {
    throw invalid(field, 'Enter a whole number.');
  }
  return Number(typed);
}

/**
 * The weight that was typed into a field.
 *
 * @throws ApiProblem for anything that is no number from 0 on, an empty field included
 */
export function weightNumber(field: string, typed: string): number {
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(typed.trim())) {
    throw invalid(field, 'Enter a number from 0 on.');
  }
  return Number(typed);
}
