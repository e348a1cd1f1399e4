import { describe, expect, test } from 'vitest';

import { definitionHash, definitionOf, inOrder } from './definition.ts';
import type { Projection } from './projection.ts';

const named = (name: string, ...after: readonly string[]): Projection => ({
  name,
  tables: [],
  tableSql: '',
  types: [],
  project: () => Promise.resolve(),
  after,
});

describe('a table.sql', () => {
  test('gives tables before loading and indexes after it', () => {
    const sql = [
      '-- A remark; with a semicolon.',
      'create table views.a (',
      '  id text primary key -- a remark;',
      ');',
      'create unique index a_by_x on views.a (x);',
      'CREATE INDEX a_by_y on views.a (y)',
    ].join('\n');
    expect(definitionOf(sql)).toEqual({
      tables: ['create table views.a (\n  id text primary key \n)'],
      indexes: ['create unique index a_by_x on views.a (x)', 'CREATE INDEX a_by_y on views.a (y)'],
    });
  });

  test('is another definition as soon as its text changes', () => {
    expect(definitionHash('create table a')).toBe(definitionHash('create table a'));
    expect(definitionHash('create table a')).not.toBe(definitionHash('create table b'));
  });
});

describe('the order of projections', () => {
  test('puts each behind those that it leans on and keeps the rest', () => {
    const order = inOrder([
      named('days', 'items', 'files'),
      named('a'),
      named('items'),
      named('files'),
    ]);
    expect(order.map(({ name }) => name)).toEqual(['items', 'files', 'days', 'a']);
  });

  test('takes names that are not there for no bound', () => {
    expect(inOrder([named('days', 'elsewhere')]).map(({ name }) => name)).toEqual(['days']);
  });

  test('refuses a circle and a name used twice', () => {
    expect(() => inOrder([named('a', 'b'), named('b', 'a')])).toThrow('a → b → a');
    expect(() => inOrder([named('a'), named('a')])).toThrow('Two projections');
  });
});
