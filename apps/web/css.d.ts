// Lets TypeScript accept the stylesheets that Vite gathers.
declare module '*.css';
