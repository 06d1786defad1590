import type { TenantChoice } from '@fettle/client'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TextInput as NativeInput } from 'react-native'
import { connect } from '@/lib/api'
import { isStatus, Problem, Unreachable } from '@fettle/kit/problems'
import { useStore } from '@fettle/kit/store'
import { asksForServer, serverAddress, takeServer } from '@/platform/server'
import { online } from '@/platform/presence'
import { enter, signIn, stepAside, useSession, workIn } from '@/session'
import { Banner, Button, Card, IconButton, Row, Screen, Text, TextInput } from '@/ui'

/** Sign in, or sign in again. With several tenants one chooses where to work; after that the app opens without a network. */
export function SignIn() {
  const { t } = useTranslation('field')
  const session = useSession()
  const again = session.kind === 'in' ? session.person : undefined
  const connected = useStore(online)
  const [server, setServer] = useState(serverAddress())
  const [email, setEmail] = useState(again?.email ?? '')
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const [choice, setChoice] = useState<{ now: TenantChoice; all: TenantChoice[] }>()
  const secret = useRef<NativeInput>(null)

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setFault(undefined)
    try {
      await work()
    } catch (error) {
      setFault(faultText(t, error))
    } finally {
      setBusy(false)
    }
  }
  const submit = () =>
    attempt(async () => {
      if (asksForServer) {
        await takeServer(server)
        connect()
      }
      const answer = await signIn({ email: email.trim(), password })
      if (again || answer.all.length < 2) return enter()
      setChoice(answer)
    })

  if (choice) {
    return (
      <Screen title={t('signIn.choose')}>
        {fault && <Banner tone="bad" icon="triangle-alert" title={fault} />}
        <Card>
          {choice.all.map((tenant, place) => (
            <Row key={tenant.id} first={place === 0} icon="building-2" title={tenant.name} onPress={() => void attempt(() => (tenant.id === choice.now.id ? enter() : workIn(tenant.id)))} />
          ))}
        </Card>
      </Screen>
    )
  }
  return (
    <Screen
      title={again ? t('signIn.again') : t('signIn.title')}
      back={!!again}
      footer={<Button wide look="primary" icon="lock" label={t('signIn.verb')} busy={busy} disabled={!email.trim() || !password} onPress={() => void submit()} />}
    >
      {again && <Text>{t('signIn.againHelp', { name: again.name })}</Text>}
      {!connected && <Banner tone="warn" icon="cloud-off" title={t(again ? 'sync.offline' : 'signIn.offline')} />}
      {fault && <Banner tone="bad" icon="triangle-alert" title={fault} />}
      {asksForServer && !again && <TextInput label={t('signIn.server')} value={server} onChange={setServer} inputMode="url" autoCapitalize="none" autoCorrect={false} />}
      <TextInput
        label={t('signIn.email')}
        value={email}
        onChange={setEmail}
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect={false}
        readOnly={!!again}
        returnKeyType="next"
        onSubmitEditing={() => secret.current?.focus()}
        submitBehavior="submit"
      />
      <TextInput
        ref={secret}
        label={t('signIn.password')}
        value={password}
        onChange={setPassword}
        secureTextEntry={!shown}
        autoComplete="current-password"
        autoCapitalize="none"
        autoCorrect={false}
        returnKeyType="go"
        onSubmitEditing={() => void submit()}
        end={<IconButton icon={shown ? 'eye-off' : 'eye'} label={t(shown ? 'signIn.hide' : 'signIn.show')} onPress={() => setShown(!shown)} />}
      />
      {again && <Button look="quiet" label={t('signIn.somebodyElse')} onPress={() => void stepAside()} />}
    </Screen>
  )
}

function faultText(t: (key: string) => string, error: unknown): string {
  if (isStatus(error, 401)) return error.detail || t('signIn.wrong')
  if (error instanceof Problem) return error.detail || error.title
  return error instanceof Unreachable ? t('signIn.unreachable') : String(error)
}
