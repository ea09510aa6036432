namespace Ting.Server.Features.Chat;

public sealed class ChatText;
