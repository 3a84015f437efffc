/** Who may write what (R7), as a table: role → classes of properties. The relay checks each assignment by it; clients show it. */
import { baseOf } from './keyed-property.ts';
import { isPropertyName, PROPERTIES, type PropertyClass } from './properties.ts';

/** What somebody may do with a file, from least to most. Each may do what those before it may. */
export const ROLES = ['viewer', 'commenter', 'editor', 'owner'] as const;
export type Role = (typeof ROLES)[number];

const WRITES: Readonly<Record<Role, readonly PropertyClass[]>> = {
  viewer: [],
  commenter: ['discussion'],
  editor: ['discussion', 'content', 'structure'],
  owner: ['discussion', 'content', 'structure'],
};

export const isRole = (word: unknown): word is Role => ROLES.includes(word as Role);

/** Whether a role may do all that another may. */
export const atLeast = (role: Role, other: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(other);

/** What a property belongs to; one that only newer clients know is taken for content. */
function propertyClass(property: string): PropertyClass {
  const base = baseOf(property);
  return isPropertyName(base) ? PROPERTIES[base].class : 'content';
}

export const mayWrite = (role: Role, property: string): boolean => WRITES[role].includes(propertyClass(property));

/** Whether a role may change the design itself. */
export const mayDesign = (role: Role): boolean => WRITES[role].includes('content');
