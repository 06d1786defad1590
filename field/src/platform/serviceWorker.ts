/** What keeps the web app working without a network. Phones have the app itself. */
export const registerServiceWorker = (): void => undefined
