namespace Ting.Server.Features.Conversations.Views;

/// <summary>Names the ViewsText*.resx files beside it.</summary>
public sealed class ViewsText;
