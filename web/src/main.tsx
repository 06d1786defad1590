import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import './app.css'
import './app/theme'
import { router } from './app/routes'
import { connect } from './lib/api'
import { queryClient } from './lib/query'
import { startWords } from './lib/words'

// After an update the parts that an open page still wants are gone. Reading the page anew brings the new ones; drafts are kept.
window.addEventListener('vite:preloadError', (event) => {
  const place = 'fettle.reloaded'
  if (Date.now() - Number(sessionStorage.getItem(place)) < 10_000) return
  event.preventDefault()
  sessionStorage.setItem(place, String(Date.now()))
  location.reload()
})

connect()
await startWords()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Suspense fallback={null}>
        <RouterProvider router={router} />
      </Suspense>
    </QueryClientProvider>
  </StrictMode>,
)
