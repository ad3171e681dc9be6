// The thread in which pictures are looked at.
import { lookOf } from './picture-look.ts';

export default lookOf;
