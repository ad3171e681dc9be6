#!/usr/bin/env node
// The `lookalike` command.
import { createProgram } from './program.ts';

await createProgram().parseAsync();
