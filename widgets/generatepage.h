// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generateform.h"
#include "resultview.h"
#include "sessionmodel.h"

class QSplitter;

/// The form at the left, what came of it at the right; in a narrow window one above the other.
class GeneratePage : public QWidget
{
    Q_OBJECT
public:
    GeneratePage(SessionModel &sessions, ProjectModel &projects, QWidget *parent = nullptr);

    [[nodiscard]] GenerateForm &form() { return *m_form; }
    [[nodiscard]] ResultView &result() { return *m_result; }
    void setOwnSession(const QString &sessionId);
    void setNarrow(bool narrow);

private:
    void renewResult();

    SessionModel &m_sessions;
    QSplitter *m_splitter;
    GenerateForm *m_form;
    ResultView *m_result;
    QString m_session;
};
