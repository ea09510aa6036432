namespace Ting.Server.Features.Conversations.Promises;

/// <summary>Names the PromisesText*.resx files beside it.</summary>
public sealed class PromisesText;
