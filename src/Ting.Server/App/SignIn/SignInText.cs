namespace Ting.Server.App.SignIn;

public sealed class SignInText;
