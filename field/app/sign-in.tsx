import { SignIn } from '@/frame/SignIn'

export default SignIn
