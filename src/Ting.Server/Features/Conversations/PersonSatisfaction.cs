using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

/// <summary>How satisfied a person has said they were: the mean of their answers and how many there are. Whoever asks customers knows; the inbox only shows it.</summary>
public sealed record PersonSatisfaction(Func<AppDb, Guid, CancellationToken, Task<(double? Mean, int Answers)>> ReadAsync);
