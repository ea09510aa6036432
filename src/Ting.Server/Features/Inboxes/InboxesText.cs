namespace Ting.Server.Features.Inboxes;

public sealed class InboxesText;
