// The parameter that filters by colour: a name, a synonym, or #rrggbb.
import { z } from 'zod';
import { type ColourFilter, knownColours, parseColour } from '../../clip/picture/parse-colour.ts';

export const colour = z
  .string()
  .max(40, 'must have at most 40 characters')
  .transform((text, context): ColourFilter => {
    const known = parseColour(text);
    if (known) return known;
    context.addIssue({ code: 'custom', message: `must be #rrggbb or one of ${knownColours.join(', ')}` });
    return z.NEVER;
  })
  .optional()
  .meta({
    description: 'Only photos with this colour, the background left out: a name such as gold, or #b8860b.',
    override: { type: 'string' },
  });
