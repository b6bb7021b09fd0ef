// SPDX-License-Identifier: GPL-3.0-or-later
#include "generatepage.h"

#include <QSplitter>
#include <QVBoxLayout>

GeneratePage::GeneratePage(SessionModel &sessions, ProjectModel &projects, QWidget *parent)
    : QWidget(parent)
    , m_sessions(sessions)
    , m_splitter(new QSplitter)
    , m_form(new GenerateForm(projects))
    , m_result(new ResultView)
{
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_form);
    m_splitter->addWidget(m_result);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({380, 700});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    connect(&sessions, &SessionModel::countsChanged, this, &GeneratePage::renewResult);
}

void GeneratePage::setOwnSession(const QString &sessionId)
{
    m_session = sessionId;
    renewResult();
}

void GeneratePage::setNarrow(bool narrow)
{
    const Qt::Orientation orientation = narrow ? Qt::Vertical : Qt::Horizontal;
    if (m_splitter->orientation() == orientation)
        return;
    m_splitter->setOrientation(orientation);
    m_result->setNarrow(narrow);
    m_splitter->setSizes(narrow ? QList<int>{700, 300} : QList<int>{380, 700});
}

void GeneratePage::renewResult()
{
    if (m_sessions.session(m_session))
        m_result->setSession(m_sessions.shown(m_session));
    else if (m_sessions.isDismissed(m_result->shown().id()))
        m_result->setSession({});
}
