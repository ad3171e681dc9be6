// Under which name the catalogue's health is kept.
export const healthKey = ['operator', 'health'];
